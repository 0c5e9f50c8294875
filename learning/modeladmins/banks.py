"""Question banks and their questions: one's own to write, those shared with the network to read."""

from __future__ import annotations

from django.contrib.admin import SimpleListFilter, display
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.options import ModelAdminGroup
from wagtail_modeladmin.views import CreateView, EditView, InspectView

from accounts.modeladmins import StaffModelAdmin, StaffPermissionHelper
from accounts.rules.roles import STAFF_ROLES
from learning.bank_forms import BANK_PANELS, QUESTION_PANELS
from learning.items import item_of
from learning.models import BankQuestion, QuestionBank, QuestionTag
from learning.querysets.banks import readable_banks, to_review, with_question_counts
from learning.questions import BY_SLUG, KINDS
from learning.questions.asked import Question

MOST_CHOICES = 200


def writes_for(user, structure_id: int) -> bool:
    """Whether this person writes the banks of a structure. Costs no query after the first."""
    return user.is_superuser or any(
        held.structure_id == structure_id and held.role in STAFF_ROLES for held in user.current_memberships
    )


class BankPermissions(StaffPermissionHelper):
    """The team of a structure writes its banks; a bank shared by another is read."""

    may_create = True

    def get_all_model_permissions(self):
        # Nothing to tick for banks: what one may see follows one's roles.
        return super().get_all_model_permissions().none()

    def user_can_edit_obj(self, user, obj) -> bool:
        return writes_for(user, obj.structure_id if isinstance(obj, QuestionBank) else obj.bank.structure_id)


class OpenButton(ButtonHelper):
    def inspect_button(self, pk, classnames_add=None, classnames_exclude=None):
        button = super().inspect_button(pk, classnames_add, classnames_exclude)
        return button | {"label": gettext("Open"), "title": gettext("Open")}


class BankButtons(OpenButton):
    def add_button(self, classnames_add=None, classnames_exclude=None):
        return super().add_button(classnames_add, classnames_exclude) | {"label": gettext("Open a bank")}


class QuestionButtons(OpenButton):
    def add_button(self, classnames_add=None, classnames_exclude=None):
        return super().add_button(classnames_add, classnames_exclude) | {"label": gettext("Write a question")}


# --- Banks ---------------------------------------------------------------------------------------------


class BankPanels:
    def get_edit_handler(self):
        return BANK_PANELS.bind_to_model(QuestionBank)

    def get_success_message_buttons(self, instance):
        return []

    def get_success_url(self):
        return self.url_helper.get_action_url("inspect", self.instance.pk)


class BankCreateView(BankPanels, CreateView):
    page_title = _("Open a bank")


class BankEditView(BankPanels, EditView):
    pass


class BankInspectView(InspectView):
    """One bank: what it holds, its categories, import and export."""

    def get_page_title(self):
        return self.instance.title

    def get_meta_title(self):
        return self.instance.title

    def get_context_data(self, **kwargs):
        bank = self.instance
        counts = bank.questions.count_by_category()
        questions = bank.questions.all()
        return super().get_context_data(
            **kwargs,
            bank=bank,
            may_write=writes_for(self.request.user, bank.structure_id),
            categories=[(path or gettext("No category"), pk, count) for path, pk, count in counts],
            kinds=[(BY_SLUG[kind].label, kind, count) for kind, count in questions.count_by_kind()],
            review_count=to_review(questions).count(),
        )


class BankAdmin(StaffModelAdmin):
    """Banks that one writes, and those shared with the network."""

    model = QuestionBank
    menu_label = _("Banks")
    menu_icon = "folder-open-inverse"
    base_url_path = "banques"
    permission_helper_class = BankPermissions
    button_helper_class = BankButtons
    create_view_class = BankCreateView
    edit_view_class = BankEditView
    inspect_view_enabled = True
    inspect_view_class = BankInspectView
    inspect_template_name = "learning/admin/bank.html"
    list_display = ["title", "house", "asked", "retired", "shared"]
    list_filter = ["is_shared"]
    list_select_related = ["structure"]
    search_fields = ["title", "slug", "description"]
    ordering = ["title"]

    def get_queryset(self, request):
        return with_question_counts(
            readable_banks(super().get_queryset(request), request.user)
        ).select_related("structure")

    @staticmethod
    @display(description=_("structure"), ordering="structure__short_name")
    def house(obj) -> str:
        return obj.structure.short_name

    @staticmethod
    @display(description=_("questions"), ordering="asked_count")
    def asked(obj) -> int:
        return obj.asked_count

    @staticmethod
    @display(description=_("retired"), ordering="retired_count")
    def retired(obj) -> int:
        return obj.retired_count

    @staticmethod
    @display(description=_("shared"), ordering="is_shared")
    def shared(obj) -> str:
        return gettext("With the network") if obj.is_shared else gettext("No")


# --- Questions -----------------------------------------------------------------------------------------


class QuestionPanels:
    def get_edit_handler(self):
        return QUESTION_PANELS.bind_to_model(BankQuestion)

    def get_success_message_buttons(self, instance):
        return []


class QuestionCreateView(QuestionPanels, CreateView):
    page_title = _("Write a question")

    def get_success_message(self, instance):
        return gettext("The question is in the bank.")


class QuestionEditView(QuestionPanels, EditView):
    def get_success_message(self, instance):
        return gettext("The question is kept. Attempts already begun keep the wording they were shown.")


class QuestionInspectView(InspectView):
    """One question as a learner sees it, and its answers."""

    def get_page_title(self):
        return self.instance.name

    def get_meta_title(self):
        return self.instance.name

    @cached_property
    def asked(self) -> Question:
        return Question.of(self.instance.question[0], key=str(self.instance.key))

    def get_context_data(self, **kwargs):
        asked = self.asked
        return super().get_context_data(
            **kwargs,
            question=self.instance,
            kind=asked.kind.label,
            data=asked.data,
            options=asked.kind.options(asked.data),
            items=[item_of(self.instance)],
            may_write=writes_for(self.request.user, self.instance.bank.structure_id),
        )


class BankFilter(SimpleListFilter):
    title = _("bank")
    parameter_name = "bank"

    def lookups(self, request, model_admin):
        banks = readable_banks(QuestionBank.objects.all(), request.user)
        return [(str(pk), title) for pk, title in banks.values_list("pk", "title")[:MOST_CHOICES]]

    def queryset(self, request, queryset):
        offered = {value for value, _title in self.lookup_choices}
        return queryset.filter(bank=self.value()) if self.value() in offered else queryset


class CategoryFilter(SimpleListFilter):
    """By category, with what is under it."""

    title = _("category")
    parameter_name = "category"

    def lookups(self, request, model_admin):
        found = model_admin.get_queryset(request).exclude(category=None)
        if (bank := request.GET.get("bank", "")).isdecimal():
            found = found.filter(bank=bank)
        paths = found.order_by("category__path").values_list("category__path", flat=True).distinct()
        return [(path, path) for path in paths[:MOST_CHOICES]]

    def queryset(self, request, queryset):
        return queryset.in_category(self.value()) if self.value() else queryset


class KindFilter(SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [(kind.slug, BY_SLUG[kind.slug].label) for kind in KINDS]

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


class TagFilter(SimpleListFilter):
    title = _("tag")
    parameter_name = "tag"

    def lookups(self, request, model_admin):
        rows = model_admin.get_queryset(request).order_by().values("pk")
        tags = QuestionTag.objects.filter(tagged_questions__content_object__in=rows).distinct()
        return list(tags.order_by("name").values_list("slug", "name")[:MOST_CHOICES])

    def queryset(self, request, queryset):
        return queryset.filter(tags__slug=self.value()).distinct() if self.value() else queryset


class StateFilter(SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("asked", _("Asked")), ("retired", _("Retired")), ("review", _("Review date passed"))]

    def queryset(self, request, queryset):
        if self.value() == "review":
            return to_review(queryset)
        states = {"asked": False, "retired": True}
        return queryset.filter(is_retired=states[self.value()]) if self.value() in states else queryset


class QuestionAdmin(StaffModelAdmin):
    """Questions of the banks that one reads."""

    model = BankQuestion
    menu_label = _("Questions")
    menu_icon = "list-ul"
    base_url_path = "questions-de-banque"
    permission_helper_class = BankPermissions
    button_helper_class = QuestionButtons
    create_view_class = QuestionCreateView
    edit_view_class = QuestionEditView
    inspect_view_enabled = True
    inspect_view_class = QuestionInspectView
    inspect_template_name = "learning/admin/bank_question.html"
    list_display = ["name", "kind_name", "bank_title", "category_path", "review", "state"]
    list_filter = [BankFilter, CategoryFilter, KindFilter, TagFilter, StateFilter]
    list_select_related = ["bank__structure", "category"]
    search_fields = ["name", "category__path", "tags__name"]
    ordering = ["name", "pk"]

    def get_queryset(self, request):
        banks = readable_banks(QuestionBank.objects.all(), request.user)
        return super().get_queryset(request).filter(bank__in=banks).select_related("bank", "category")

    @staticmethod
    @display(description=_("kind"), ordering="kind")
    def kind_name(obj) -> str:
        return BY_SLUG[obj.kind].label if obj.kind in BY_SLUG else obj.kind

    @staticmethod
    @display(description=_("bank"), ordering="bank__title")
    def bank_title(obj) -> str:
        return obj.bank.title

    @staticmethod
    @display(description=_("category"), ordering="category__path")
    def category_path(obj) -> str:
        return obj.category.path if obj.category else ""

    @staticmethod
    @display(description=_("to review on"), ordering="review_on")
    def review(obj):
        return obj.review_on

    @staticmethod
    @display(description=_("state"), ordering="is_retired")
    def state(obj) -> str:
        return gettext("Retired") if obj.is_retired else gettext("Asked")


class BanksMenu(ModelAdminGroup):
    """Both lists, under one heading of the menu."""

    menu_label = _("Question banks")
    menu_icon = "list-ul"
    menu_order = 207
    items = (BankAdmin, QuestionAdmin)
