# redis-paced.pl PORT RATE SECONDS KEYS: asks a redis server on this machine for keys at moments fixed beforehand, RATE per second (0: as fast as it answers).
# Four of five are of the first fifth of the keys, the others any. How long an answer took counts from the moment at which its request
# was due, so that one that waits behind a late one is late, too. Prints lines "metric"; with a RATE of 0 the answers per second alone.
use strict;
use warnings;
use Socket;

@ARGV == 4 or die "usage: redis-paced.pl PORT RATE SECONDS KEYS\n";
my ($port, $rate, $seconds, $keys) = @ARGV;
unshift @INC, $0 =~ m{^(.*)/};
require 'clock.pl';

socket my $server, PF_INET, SOCK_STREAM, 0 or die "redis-paced.pl: socket: $!\n";
setsockopt $server, 6, 1, 1;    # TCP_NODELAY
connect $server, pack_sockaddr_in($port, INADDR_LOOPBACK) or die "redis-paced.pl: nobody answers on port $port: $!\n";

# One key; the answer is "$LENGTH", that many bytes, and a line end, or "$-1" where the key is not there.
my $buffer = '';
sub ask {
    my $text = sprintf "*2\r\n\$3\r\nGET\r\n\$16\r\nkey:%012d\r\n", $_[0];
    syswrite($server, $text) == length $text or die "redis-paced.pl: the server is gone: $!\n";
    while (1) {
        if ($buffer =~ /^\$(-?\d{1,9})\r\n/) {
            my $whole = length($&) + ($1 < 0 ? 0 : $1 + 2);
            if (length $buffer >= $whole) { substr($buffer, 0, $whole) = ''; return }
        } elsif ($buffer =~ /^-(.{0,200})\r\n/) { die "redis-paced.pl: the server says $1\n" }
        sysread $server, $buffer, 1 << 16, length $buffer or die "redis-paced.pl: the server is gone\n";
    }
}

# The same keys in every run: a generator of its own, glibc's.
my $state = 1;
sub draw { $state = ($state * 1103515245 + 12345) & 0x7fffffff; return int($state / 0x80000000 * $_[0]) }

my $start = now();
my (@took, $behind);
for (my $n = 0; ; $n++) {
    my $due = $rate > 0 ? $start + $n / $rate : now();
    last if $due >= $start + $seconds;
    # A server that has fallen behind by as long as all of it takes is not waited for.
    if (now() > $start + 2 * $seconds) { $behind = 1; last }
    sleep_until($due);
    ask(draw(5) ? draw(int($keys / 5) || 1) : draw($keys));
    push @took, now() - $due;
}
my $length = now() - $start;
@took or die "redis-paced.pl: nothing was asked\n";
if ($rate == 0) {
    printf "%d\n", @took / $length;
    exit;
}
my $late = grep { $_ > 1 / $rate } @took;
my @sorted = sort { $a <=> $b } @took;
sub quantile { my $rank = $_[0] * @sorted; my $at = int $rank; $at++ if $at < $rank; return $sorted[$at - 1] * 1000 }
printf "metric redis-paced.p%s=%.6f ms better=lower\n", $_, quantile($_ / 100) for 50, 95, 99, 99.9;
printf "metric redis-paced.offered=%d requests/s\n", $rate;
printf "metric redis-paced.served=%.4f better=higher\n", @took / ($length > $seconds ? $length : $seconds) / $rate;
printf "metric redis-paced.late=%.6f better=lower\n", $late / @took;
print STDERR "redis-paced.pl: the server fell behind: what was due after ", int($start + 2 * $seconds - $start), " s was not asked\n" if $behind;
