# perf-trace	Every page fault as perf trace prints it, with the symbols of code and data.
#
# kind	command
# wrap	lines
# lost	LOST 
# needs	program:perf
exec perf trace -F all --no-syscalls -a -m 4096 2>&1
