"""Raw data in: receipts, Danmarks Statistik, workbooks. The only room that uses the network."""
