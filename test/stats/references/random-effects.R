# Reference values of src/stats/random-effects.ts. R 4.2 with metafor 3.8-1 (Debian r-cran-metafor):
#   Rscript test/stats/references/random-effects.R > test/stats/references/random-effects.json
suppressMessages(library(metafor))
set.seed(20261127)
cases <- list(
  # log relative risks of BCG vaccine, dat.bcg of metafor: very heterogeneous
  bcg = with(escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg), list(y = as.numeric(yi), se = sqrt(vi))),
  same = list(y = rep(0.1, 5), se = c(0.1, 0.2, 0.05, 0.1, 0.3)),
  three = list(y = c(0.05, 0.2, -0.1), se = c(0.04, 0.05, 0.06)),
  two = list(y = c(0.05, 0.3), se = c(0.04, 0.05)),
  homogeneous = list(y = rnorm(12, 0.2, 0.05), se = rep(0.2, 12)),
  heterogeneous = list(y = rnorm(12, 0.2, 0.5), se = runif(12, 0.02, 0.2)),
  large = list(y = rnorm(100, -0.1, 0.1), se = runif(100, 0.01, 0.3))
)
out <- lapply(cases, function(one) {
  r <- rma(yi = one$y, sei = one$se, method = "PM", test = "adhoc", control = list(tol = 1e-13, maxiter = 10000))
  p <- predict(r)
  c <- confint(r, control = list(tol = 1e-13, maxiter = 10000))$random
  list(y = one$y, se = one$se, estimate = as.numeric(r$beta), lower = r$ci.lb, upper = r$ci.ub, p = r$pval,
       tau2 = r$tau2, tau2Lower = c["tau^2", "ci.lb"], tau2Upper = c["tau^2", "ci.ub"],
       q = r$QE, qP = r$QEp, predictionLower = p$pi.lb, predictionUpper = p$pi.ub)
})
num <- function(x) paste(formatC(x, digits = 17, format = "g"), collapse = ", ")
text <- sapply(names(out), function(n) {
  fields <- sapply(names(out[[n]]), function(f) {
    v <- out[[n]][[f]]
    sprintf('    "%s": %s', f, if (f %in% c("y", "se")) paste0("[", num(v), "]") else num(v))
  })
  sprintf('  "%s": {\n%s\n  }', n, paste(fields, collapse = ",\n"))
})
cat("{\n", paste(text, collapse = ",\n"), "\n}\n", sep = "")
