# hog-paced.pl MIB SECONDS: holds MIB of memory that compresses to about a half, and writes to all of it once in SECONDS, page after page, a tenth of a
# second's share at a time, at moments fixed beforehand. So it wants the same of the machine in every run, and what it does not get is its lateness.
# Until SIGTERM; then prints lines "metric": the share of the pages that were due which it has written, and pages per second.
use strict;
use warnings;

@ARGV == 2 or die "usage: hog-paced.pl MIB SECONDS\n";
my ($mib, $sweep) = @ARGV;
unshift @INC, $0 =~ m{^(.*)/};
require 'clock.pl';
my $ended = 0;
$SIG{TERM} = sub { $ended = 1 };
my $page = 4096;
open my $random, '<:raw', '/dev/urandom' or die "hog-paced.pl: /dev/urandom: $!\n";
my $block = '';
for (1 .. 1 << 20 >> 12) { sysread $random, my $half, $page / 2 or die "hog-paced.pl: /dev/urandom: $!\n"; $block .= $half . "x" x ($page / 2) }
my @held = map { my $copy = $block; $copy } 1 .. $mib;
my $pages = $mib << 8;
my $each = $pages / $sweep / 10;
my $start = now();
my ($at, $done) = (0, 0);
for (my $n = 1; !$ended; $n++) {
    my $due = $start + $n / 10;
    sleep_until($due);
    last if $ended;
    while ($done < int($n * $each) && !$ended) {
        substr($held[$at >> 8], ($at & 255) << 12, 1) = chr($n & 127);
        $at = 0 if ++$at == $pages;
        $done++;
    }
}
my $length = now() - $start;
printf "metric hog.served=%.4f better=higher\nmetric hog.rate=%.2f pages/s better=higher\n", $done / ($length * $each * 10), $done / $length;
