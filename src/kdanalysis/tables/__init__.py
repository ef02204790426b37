"""Raw data to tidy tables: account plan, price level, areas, schemas."""
