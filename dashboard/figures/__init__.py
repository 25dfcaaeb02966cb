"""Pure functions: a frame in, a plotly figure out. One palette, one template; a figure never computes a metric."""
