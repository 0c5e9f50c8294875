"""The keys that structures sign with: seen, changed and imported by their managers."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Structure
from certification.modeladmins.base import CertificationAdmin, CertificationIndexView, ManagerPermissions
from certification.models import SigningKey


class SigningKeyIndexView(CertificationIndexView):
    def get_context_data(self, **kwargs):
        structures = Structure.objects.managed_by(self.request.user).order_by("name", "pk")
        return super().get_context_data(**kwargs, structures=structures)

    def get_page_title(self):
        return gettext("Signing keys")

    page_title = property(get_page_title)


class SigningKeyAdmin(CertificationAdmin):
    """One page: the keys, and beside each what can be done with it. No page of one key, and no private half."""

    model = SigningKey
    menu_label = _("Signing keys")
    menu_icon = "key"
    base_url_path = "cles-de-signature"
    permission_helper_class = ManagerPermissions
    index_view_class = SigningKeyIndexView
    index_template_name = "certification/desk/keys.html"
    inspect_view_enabled = False
    list_display = ["structure", "purpose", "fingerprint"]
    list_select_related = ["structure"]
    list_per_page = 50
    ordering = ["structure__name", "purpose", "-made_at", "-pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).managed_by(request.user)
