"""Many pages: streams, worker processes, readers and writers, runs that can be resumed."""
