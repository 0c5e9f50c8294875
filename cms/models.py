"""Editorial pages of a house and the words of its site."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import EDITORIAL_BLOCKS
from cms.querysets import NewsPageManager
from cms.routing import RarelyRestrictedMixin, ShortRouteMixin


class HomePage(ShortRouteMixin, RarelyRestrictedMixin, Page):
    """The front page of one house: what it offers, its six modules, its news."""

    hero_title = models.CharField(_("large title"), max_length=120, blank=True)
    hero_lead = models.TextField(_("sentence under the title"), max_length=400, blank=True)
    hero_note = models.CharField(_("small note"), max_length=200, blank=True)
    primary_label = models.CharField(_("main button"), max_length=40, blank=True)
    primary_page = models.ForeignKey(
        Page, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("leads to")
    )
    secondary_label = models.CharField(_("second button"), max_length=40, blank=True)
    secondary_page = models.ForeignKey(
        Page,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("leads to"),
        help_text=_("Empty: the button leads to “My learning”."),
    )
    body = StreamField(EDITORIAL_BLOCKS, verbose_name=_("content"), blank=True)

    content_panels = Page.content_panels + [
        MultiFieldPanel(
            [
                FieldPanel("hero_title"),
                FieldPanel("hero_lead"),
                FieldPanel("hero_note"),
                FieldRowPanel([FieldPanel("primary_label"), FieldPanel("primary_page")]),
                FieldRowPanel([FieldPanel("secondary_label"), FieldPanel("secondary_page")]),
            ],
            heading=_("Top of the page"),
        ),
        FieldPanel("body"),
    ]

    search_fields = Page.search_fields + [index.SearchField("hero_lead"), index.SearchField("body")]

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.StandardPage", "cms.NewsIndexPage", "learning.CataloguePage"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class StandardPage(RarelyRestrictedMixin, Page):
    """A page that is read: about the house, help, legal notices, accessibility."""

    lead = models.TextField(_("introduction"), max_length=400, blank=True)
    body = StreamField(EDITORIAL_BLOCKS, verbose_name=_("content"), blank=True)

    content_panels = Page.content_panels + [FieldPanel("lead"), FieldPanel("body")]

    search_fields = Page.search_fields + [index.SearchField("lead"), index.SearchField("body")]

    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    subpage_types = ["cms.StandardPage"]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")


class NewsIndexPage(RarelyRestrictedMixin, Page):
    """The list of a house's news, newest first."""

    lead = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels = Page.content_panels + [FieldPanel("lead")]

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.NewsPage"]

    class Meta:
        verbose_name = _("news list")
        verbose_name_plural = _("news lists")


class NewsPage(RarelyRestrictedMixin, Page):
    """One piece of news."""

    published_on = models.DateField(_("date"), default=timezone.localdate)
    category = models.CharField(
        _("heading"), max_length=60, blank=True, help_text=_("Such as “Life of the house”.")
    )
    lead = models.TextField(_("introduction"), max_length=400, blank=True)
    image = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
    )
    image_alt = models.CharField(
        _("text for those who do not see the image"),
        max_length=200,
        blank=True,
        help_text=_("Empty if it only decorates."),
    )
    body = StreamField(EDITORIAL_BLOCKS, verbose_name=_("content"), blank=True)

    objects = NewsPageManager()

    content_panels = Page.content_panels + [
        FieldRowPanel([FieldPanel("published_on"), FieldPanel("category")]),
        FieldPanel("lead"),
        FieldPanel("image"),
        FieldPanel("image_alt"),
        FieldPanel("body"),
    ]

    search_fields = Page.search_fields + [index.SearchField("lead"), index.SearchField("body")]

    parent_page_types = ["cms.NewsIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    """A house's own words on every page of its site; its legal identity is the `Structure`."""

    tagline = models.CharField(_("what the house offers, in one sentence"), max_length=200, blank=True)
    help_page = models.ForeignKey(
        Page, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("help page")
    )
    contact_page = models.ForeignKey(
        Page, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("contact page")
    )
    accessibility_page = models.ForeignKey(
        Page,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accessibility statement"),
    )
    privacy_page = models.ForeignKey(
        Page, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("personal data")
    )
    legal_page = models.ForeignKey(
        Page, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("legal notices")
    )

    class Meta:
        verbose_name = _("words of the site")
        verbose_name_plural = _("words of the sites")


# Last: the task of moderation is a model of this app, kept with what it decides.
from cms.moderation import PeerReviewTask  # noqa: E402, F401
