"""Question banks: what the administration has beside its lists. Under /admin/, by `learning.wagtail_hooks`."""

from django.urls import path

from learning.views import banks

urlpatterns: list = []
admin_urlpatterns = [
    path("banques/<int:pk>/import/", banks.import_file, name="learning_import_questions"),
    path("banques/<int:pk>/import/confirmation/", banks.confirm_import, name="learning_confirm_import"),
    path("banques/<int:pk>/export/", banks.export_bank, name="learning_export_questions"),
]
