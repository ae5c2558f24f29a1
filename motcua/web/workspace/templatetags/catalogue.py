"""The parts of a procedure in words: ``{% load catalogue %}``."""

from django import template

from motcua.web.workspace import catalogue_compare

register = template.Library()
register.filter("limit_words", catalogue_compare.limit_words)
register.filter("fee_words", catalogue_compare.fee_words)
