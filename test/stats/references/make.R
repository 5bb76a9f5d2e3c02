# Reference values for test/stats/references.test.ts, from R's own wilcox.test and p.adjust.
# Run: Rscript test/stats/references/make.R > test/stats/references/r.json
options(digits = 17)
set.seed(20240501)
num <- function(v) paste0("[", paste(format(v, digits = 17, trim = TRUE, scientific = TRUE), collapse = ", "), "]")
cases <- character(0)
scales <- c(1, 1e-9, 1e12, 250)
for (i in 1:120) {
  m <- sample(3:18, 1); n <- sample(3:18, 1)
  x <- rnorm(m) * scales[i %% 4 + 1]; y <- (rnorm(n) + (i %% 5) * 0.4) * scales[i %% 4 + 1]
  t <- wilcox.test(y, x, conf.int = TRUE, exact = TRUE, conf.level = if (i %% 3 == 0) 0.9 else 0.95)
  cases <- c(cases, sprintf('{"kind": "two", "x": %s, "y": %s, "confidence": %s, "p": %s, "estimate": %s, "interval": %s}',
    num(x), num(y), if (i %% 3 == 0) "0.9" else "0.95", num(t$p.value), num(unname(t$estimate)), num(t$conf.int)))
}
for (i in 1:120) {
  n <- sample(5:30, 1)
  d <- (rnorm(n) + (i %% 5) * 0.3) * scales[i %% 4 + 1]
  t <- wilcox.test(d, conf.int = TRUE, exact = TRUE, conf.level = if (i %% 3 == 0) 0.9 else 0.95)
  cases <- c(cases, sprintf('{"kind": "one", "d": %s, "confidence": %s, "p": %s, "estimate": %s, "interval": %s}',
    num(d), if (i %% 3 == 0) "0.9" else "0.95", num(t$p.value), num(unname(t$estimate)), num(t$conf.int)))
}
for (i in 1:30) {
  p <- round(runif(sample(1:12, 1))^2, 4)
  cases <- c(cases, sprintf('{"kind": "adjust", "p": %s, "holm": %s, "bh": %s}', num(p), num(p.adjust(p, "holm")), num(p.adjust(p, "BH"))))
}
for (z in c(-3, -0.5, 0, 0.1, 1, 1.96, 2.8, 2.9, 5, 9, 20)) {
  cases <- c(cases, sprintf('{"kind": "normal", "z": %s, "tail": %s}', num(z), num(pnorm(z, lower.tail = FALSE))))
}
# large samples with ties: the normal approximation with both corrections
for (i in 1:20) {
  x <- round(rnorm(80) * 3); y <- round(rnorm(75) * 3 + 1)
  cases <- c(cases, sprintf('{"kind": "two-approximate", "x": %s, "y": %s, "p": %s}', num(x), num(y), num(wilcox.test(y, x, exact = FALSE)$p.value)))
  d <- round(rnorm(230) * 5 + 0.5)
  d <- d[d != 0] # R leaves zeros out; here they keep their ranks, see enumerate.py
  cases <- c(cases, sprintf('{"kind": "one-approximate", "d": %s, "p": %s}', num(d), num(wilcox.test(d, exact = FALSE)$p.value)))
}
# Clopper and Pearson's interval; twice the smaller tail of a table (fisher.test itself takes the probability of the table,
# and finds the interval of the odds ratio to three digits only: that one is in make.py)
for (i in 1:20) {
  n <- sample(1:24, 1); k <- sample(0:n, 1); t <- binom.test(k, n)
  cases <- c(cases, sprintf('{"kind": "binomial", "successes": %d, "trials": %d, "p": %s, "interval": %s}', k, n, num(t$p.value), num(t$conf.int)))
}
for (i in 1:30) {
  m <- sample(3:15, 1); n <- sample(3:15, 1); a <- sample(0:m, 1); b <- sample(0:n, 1)
  lower <- phyper(b, n, m, a + b); upper <- phyper(b - 1, n, m, a + b, lower.tail = FALSE)
  cases <- c(cases, sprintf('{"kind": "fisher", "events": [%d, %d], "of": [%d, %d], "p": %s}', a, b, m, n,
    num(min(1, 2 * min(lower, upper)))))
}
# AB-BA: half the shift from the BA to the AB blocks, from the rank-sum test on second less first
for (i in 1:40) {
  ab <- sample(3:12, 1); ba <- sample(3:12, 1)
  x <- rnorm(ba) * scales[i %% 4 + 1]; y <- (rnorm(ab) + (i %% 5) * 0.6) * scales[i %% 4 + 1]
  t <- wilcox.test(y, x, conf.int = TRUE, exact = TRUE)
  cases <- c(cases, sprintf('{"kind": "abba", "ba": %s, "ab": %s, "p": %s, "estimate": %s, "interval": %s}',
    num(x), num(y), num(t$p.value), num(unname(t$estimate) / 2), num(t$conf.int / 2)))
}
cat("[\n", paste(cases, collapse = ",\n"), "\n]\n", sep = "")
