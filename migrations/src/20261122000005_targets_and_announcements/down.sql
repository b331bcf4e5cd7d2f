DROP TABLE announced_figure, announcement, budget_line, target_revision, target;
