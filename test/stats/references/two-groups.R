# Reference values for test/stats/two-groups.test.ts: metafor's mixed-effects model with one moderator, the group.
# Run: Rscript test/stats/references/two-groups.R > test/stats/references/two-groups.json   (metafor 3.8-1)
suppressMessages(library(metafor))
options(digits = 17)
set.seed(20261127)
num <- function(v) paste0("[", paste(format(v, digits = 17, trim = TRUE, scientific = TRUE), collapse = ", "), "]")
cases <- character(0)
for (i in 1:40) {
  k <- sample(2:6, 1); m <- sample(2:6, 1)
  g <- c(rep(0, k), rep(1, m))
  vi <- runif(k + m, 0.2, 2)^2 * 10^((i %% 3) - 3)
  yi <- rnorm(k + m, 0.3 * g, sqrt(vi + (i %% 4) * median(vi)))
  # the factor of Knapp and Hartung, where it is above 1
  fit <- rma(yi, vi, mods = ~ g, method = "PM", test = "adhoc", level = 90, control = list(tol = 1e-15, maxiter = 10000, tau2.max = 1000))
  cases <- c(cases, sprintf('{"group": %s, "effect": %s, "variance": %s, "tauSquared": %s, "difference": %s, "error": %s, "p": %s, "interval": %s}',
    num(g), num(yi), num(vi), num(fit$tau2), num(fit$beta[2]), num(fit$se[2]), num(fit$pval[2]), num(c(fit$ci.lb[2], fit$ci.ub[2]))))
}
for (df in c(1, 2, 3, 5, 9, 30)) for (level in c(0.8, 0.9, 0.95, 0.999))
  cases <- c(cases, sprintf('{"degrees": %d, "confidence": %s, "quantile": %s}', df, num(level), num(qt(1 - (1 - level) / 2, df))))
cat("[\n", paste(cases, collapse = ",\n"), "\n]\n", sep = "")
