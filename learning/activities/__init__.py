"""What authors write activities with: rubrics, case studies. The pages are in `learning.models.activities`."""
