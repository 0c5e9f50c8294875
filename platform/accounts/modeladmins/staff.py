"""What every list of the administration has in common: it shows a person only what belongs to their structures."""

from __future__ import annotations

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView

from accounts.refusals import RoleRefused
from accounts.rules.roles import STAFF_ROLES


class StaffPermissionHelper(PermissionHelper):
    """Who may see a list: the administrator, and whoever holds one of these roles in some structure.

    Which rows is the queryset's matter. Costs one query, once a request.
    """

    roles: tuple[str, ...] = STAFF_ROLES
    may_create = may_edit = may_delete = False

    def user_has_any_permissions(self, user) -> bool:
        return user.is_superuser or any(held.role in self.roles for held in user.current_memberships)

    def user_can_create(self, user) -> bool:
        return self.may_create and self.user_has_any_permissions(user)

    def user_can_edit_obj(self, user, obj) -> bool:
        return self.may_edit and self.user_has_any_permissions(user)

    def user_can_delete_obj(self, user, obj) -> bool:
        return self.may_delete and self.user_has_any_permissions(user)


class StaffIndexView(IndexView):
    """A list that answers its own filters alone, and whose exports are data and nothing else."""

    lookups = ("", "__exact", "__id__exact", "__pk__exact", "__gte", "__lt", "__isnull", "__in")

    def dispatch(self, request, *args, **kwargs):
        """Forget a filter that makes no sense instead of failing on it."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except (IncorrectLookupParameters, ValidationError):
            return redirect(self.index_url)

    def get_filters_params(self, params=None):
        """Only the parameters of the declared filters.

        modeladmin hands any other to the database as it came: by `?user__password__startswith=` one would read, letter
        by letter, what no list shows.
        """
        known = {
            f"{name}{lookup}" for name in map(parameter_of, self.list_filter or ()) for lookup in self.lookups
        }
        return {name: value for name, value in super().get_filters_params(params).items() if name in known}

    def to_row_dict(self, item):
        """A cell that a spreadsheet would run as a formula is made text again."""
        return {
            field: f"'{value}"
            if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t"))
            else value
            for field, value in super().to_row_dict(item).items()
        }


def parameter_of(list_filter) -> str:
    """The name that a filter, or a field that one filters by, has in the address."""
    if isinstance(list_filter, tuple):
        list_filter = list_filter[0]
    return getattr(list_filter, "parameter_name", list_filter)


class StaffModelAdmin(ModelAdmin):
    """A list scoped by `get_queryset`: an object outside it is a 404, on its own pages too.

    Subclasses give ``permission_helper_class`` (a `StaffPermissionHelper`) and ``get_queryset(request)``.
    """

    index_view_class = StaffIndexView
    history_view_enabled = False
    list_per_page = 50
    empty_value_display = "—"

    def get_list_display(self, request):
        """Without the column of structures for those who have one."""
        columns = super().get_list_display(request)
        several = (
            request.user.is_superuser
            or len({held.structure_id for held in request.user.current_memberships}) > 1
        )
        return columns if several else [column for column in columns if column != "structure"]

    def within(self, request, instance_pk: str) -> str:
        """The key, if its object is among those this person sees. Raises Http404."""
        try:
            get_object_or_404(self.get_queryset(request), pk=unquote(instance_pk))
        except ValueError:
            raise Http404 from None
        return instance_pk

    def inspect_view(self, request, instance_pk):
        return super().inspect_view(request, self.within(request, instance_pk))

    def edit_view(self, request, instance_pk):
        return super().edit_view(request, self.within(request, instance_pk))

    def delete_view(self, request, instance_pk):
        return super().delete_view(request, self.within(request, instance_pk))


class RefusableView:
    """Shows why an action refused, above the form."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except RoleRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)

    def get_success_message_buttons(self, instance):
        return []
