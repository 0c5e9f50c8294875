"""What authors choose from in the editor: only what their own houses may use."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from accounts.models import Structure
from accounts.rules.roles import STAFF_ROLES


class _UsableBanks:
    """Banks of the person's own structures, and those shared with all."""

    def get_object_list(self) -> QuerySet:
        banks = self.model_class.objects.select_related("structure")
        if self.request.user.is_superuser:
            return banks
        mine = Structure.objects.staffed_by(self.request.user, roles=tuple(STAFF_ROLES))
        return banks.filter(Q(structure__in=mine) | Q(is_shared=True))


class ChooseBank(_UsableBanks, ChooseView):
    """The banks, in a window."""


class ChooseBankResults(_UsableBanks, ChooseResultsView):
    """The same list, page by page."""


class BankChooser(ChooserViewSet):
    """The question banks that a trainer may draw from."""

    model = "learning.QuestionBank"
    icon = "list-ul"
    choose_one_text = _("Choose a question bank")
    choose_another_text = _("Choose another bank")
    per_page = 20
    choose_view_class = ChooseBank
    choose_results_view_class = ChooseBankResults


bank_chooser = BankChooser("bank_chooser", url_prefix="choisir-une-banque")
