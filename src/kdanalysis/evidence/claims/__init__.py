"""The statements printed in the agendas, each recomputed and given a result."""
