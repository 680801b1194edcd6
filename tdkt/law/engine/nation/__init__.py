"""The judge over a nation: columns kept as a file, judged in blocks, events answered once for all who share them."""
