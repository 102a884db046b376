"""From a file to facts: pages -> text -> structure -> header, citations, tasks, targets."""
