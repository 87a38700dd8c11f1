"""Which results tools can be called with: the graph that scenarios of several steps walk.

    flows   what may flow: outlets of results, inlets of calls, and when one fits the other
    tools   the same for the tools of a catalog, computed when asked for
    sense   what a person would want of all that could be done
    routes  ways through the graph: which tools, and which result goes where
    picks   which item of a list a person can mean

Executes nothing, makes no values and no words.
"""

from generators.graph.picks import Pick, picks
from generators.graph.routes import Feed, Route, Stop, routes
from generators.graph.tools import Graph

__all__ = ["Feed", "Graph", "Pick", "Route", "Stop", "picks", "routes"]
