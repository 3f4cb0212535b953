"""Archives that outgrow one machine: the same reading and the same linking on a Spark cluster, over Parquet."""
