# canary.pl WHERE ANON_MIB FILE_MIB FILE READY: what canary.c does, where there is no compiler: the same lines, but coarser.
# It reads FILE by a system call for each page, it takes a few MiB more, and its own time adds some tenths of a millisecond to what it measures.
# Needs perl and nothing of its modules; the numbers of the system calls are those of Linux on the machines below.
use strict;
use warnings;
use Fcntl qw(O_RDWR O_CREAT O_EXCL O_WRONLY O_NOFOLLOW);

@ARGV == 5 or die "usage: canary.pl WHERE ANON_MIB FILE_MIB FILE READY\n";
my ($where, $anon_mib, $file_mib, $path, $ready) = @ARGV;
my $machine = `uname -m`;
chomp $machine;
# clock_gettime, clock_nanosleep, getrusage
my %calls = (x86_64 => [228, 230, 98], aarch64 => [113, 115, 165], riscv64 => [113, 115, 165], ppc64le => [246, 248, 77], s390x => [260, 262, 77]);
my ($gettime, $nanosleep, $getrusage) = @{$calls{$machine} or die "canary.pl: the system calls of $machine are not known\n"};
my ($MONOTONIC, $PROCESS_CPU, $ABSOLUTE, $PERIOD) = (1, 2, 1, 100_000_000);
my $ended = 0;
$SIG{TERM} = sub { $ended = 1 };
$SIG{INT} = 'IGNORE';
$| = 1;

sub now {
    my $at = "\0" x 16;
    syscall($gettime, $_[0], $at) == 0 or die "canary.pl: clock_gettime: $!\n";
    my ($seconds, $rest) = unpack 'q2', $at;
    return $seconds * 1_000_000_000 + $rest;
}

# Minor and major faults of this process: ru_minflt and ru_majflt, behind two timevals of two longs each and four longs.
sub faults {
    my $usage = "\0" x 512;
    syscall($getrusage, 0, $usage) == 0 or die "canary.pl: getrusage: $!\n";
    return (unpack 'q10', $usage)[8, 9];
}

open my $random, '<:raw', '/dev/urandom' or die "canary.pl: /dev/urandom: $!\n";
sub fill {
    my ($bytes, $take) = @_;
    for (my $done = 0; $done < $bytes; $done += 1 << 20) {
        sysread $random, my $block, 1 << 20 or die "canary.pl: /dev/urandom: $!\n";
        $take->($done, $block);
    }
}

my $anon = "\0" x ($anon_mib << 20);
fill($anon_mib << 20, sub { substr($anon, $_[0], length $_[1]) = $_[1] });
sysopen my $file, $path, O_RDWR | O_CREAT | O_NOFOLLOW, 0600 or die "canary.pl: $path: $!\n";
if (-s $file != $file_mib << 20) {
    truncate $file, 0 or die "canary.pl: $path: $!\n";
    fill($file_mib << 20, sub { syswrite($file, $_[1]) == length $_[1] or die "canary.pl: $path: $!\n" });
}
my ($minor, $major) = faults();
my $cpu = now($PROCESS_CPU);
my $first = now($MONOTONIC) + $PERIOD;
printf qq({"type":"canary","t":"%d","where":"%s","program":"perl","pid":%d,"period_ns":%d,"anon_bytes":%d,"file_bytes":%d}\n),
    $first - $PERIOD, $where, $$, $PERIOD, $anon_mib << 20, $file_mib << 20;
sysopen my $made, $ready, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600 or die "canary.pl: $ready: $!\n";

my (@late, $late_seconds);
for (my $tenth = 0; !$ended; $tenth++) {
    my $due = $first + $tenth * $PERIOD;
    my $at = pack 'q2', int($due / 1_000_000_000), $due % 1_000_000_000;
    while (now($MONOTONIC) < $due && !$ended) { syscall($nanosleep, $MONOTONIC, $ABSOLUTE, $at, 0) }
    last if $ended;
    my $behind = now($MONOTONIC) - $due;
    push @late, $behind;
    next if @late < 10;

    printf qq({"type":"sample","t":"%d","data":{"where":"%s","late_ns":[%s]), $due, $where, join(',', @late);
    $late_seconds += grep({ $_ > 1_000_000_000 } @late) > 0;
    sysseek $made, 0, 0;
    syswrite $made, "$late_seconds\n";
    @late = ();
    if ($behind < 10 * $PERIOD) {
        my $start = now($MONOTONIC);
        for (my $i = 0; $i < length $anon; $i += 4096) { substr($anon, $i, 1) = 'x' }
        my $middle = now($MONOTONIC);
        for (my $i = 0; $i < $file_mib << 20; $i += 4096) { sysseek($file, $i, 0); sysread $file, my $byte, 1 }
        printf ',"anon_ns":%d,"file_ns":%d', $middle - $start, now($MONOTONIC) - $middle;
    }
    my ($start, $own, $x) = (now($MONOTONIC), now($PROCESS_CPU), 88172645);
    for (1 .. 2000) { $x = ($x * 1103515245 + 12345) & 0x7fffffff }
    my ($stop, $spent) = (now($MONOTONIC), now($PROCESS_CPU));
    my ($minor_now, $major_now) = faults();
    printf ",\"loop_ns\":%d,\"loop_cpu_ns\":%d,\"major\":%d,\"minor\":%d,\"cpu_ns\":%d}}\n", $stop - $start, $spent - $own,
        $major_now - $major, $minor_now - $minor, $spent - $cpu;
    ($minor, $major, $cpu) = ($minor_now, $major_now, $spent);
}
