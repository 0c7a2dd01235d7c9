"""A family of readers of one drawing: from a network of one layer to the textbook's in whole numbers."""

from dlplay.digits.family.figures import Facts, Figures, facts
from dlplay.digits.family.measures import Bin
from dlplay.digits.family.members import MEMBERS, Member
from dlplay.digits.family.reading import read, seconds

__all__ = ["MEMBERS", "Bin", "Facts", "Figures", "Member", "facts", "read", "seconds"]
