# Reference values for test/stats/group-relabelling.test.ts: one-sided p of R's wilcox.test, and Westfall and Young's step-down min-P over
# every choice of sessions, by hand from their algorithm 2.8.
# Run: Rscript test/stats/references/group-relabelling.R > test/stats/references/group-relabelling.json
options(digits = 17)
set.seed(20261128)
num <- function(v) paste0("[", paste(format(v, digits = 17, trim = TRUE, scientific = TRUE), collapse = ", "), "]")
one <- function(x, new, up) wilcox.test(x[new], x[-new], alternative = if (up) "greater" else "less", exact = TRUE)$p.value
cases <- character(0)
for (sizes in list(c(3, 3), c(4, 3), c(4, 4), c(2, 5))) for (metrics in c(1, 2, 4)) {
  n <- sum(sizes); new <- sort(sample(n, sizes[2]))
  common <- rnorm(n)
  x <- sapply(seq_len(metrics), function(i) 0.7 * common + 0.7 * rnorm(n) + ifelse(seq_len(n) %in% new, -1 + 0.5 * i, 0))
  up <- sample(c(TRUE, FALSE), metrics, replace = TRUE)
  p <- sapply(seq_len(metrics), function(i) one(x[, i], new, up[i]))
  ranked <- order(p)
  all <- combn(n, sizes[2])
  counts <- rep(0, metrics)
  for (k in seq_len(ncol(all))) {
    again <- sapply(seq_len(metrics), function(i) one(x[, i], all[, k], up[i]))
    least <- rev(cummin(rev(again[ranked])))
    counts <- counts + (least <= p[ranked] * (1 + 1e-9))
  }
  adjusted <- numeric(metrics); adjusted[ranked] <- cummax(counts / ncol(all))
  cases <- c(cases, sprintf('{"new": %s, "values": [%s], "up": [%s], "p": %s, "adjusted": %s}', num(new - 1),
    paste(apply(x, 2, num), collapse = ", "), paste(tolower(up), collapse = ", "), num(p), num(adjusted)))
}
cat("[\n", paste(cases, collapse = ",\n"), "\n]\n", sep = "")
