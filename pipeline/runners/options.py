"""Beam's options, whose views are made once: each view parses the command line, and Beam asks for hundreds of them."""

from __future__ import annotations

from apache_beam.options.pipeline_options import PipelineOptions, PipelineOptionsT

_VIEWS = "_views"


class RememberedOptions(PipelineOptions):
    """Options that hand out the same view again. Views share what is set in them anyway."""

    def view_as(self, cls: type[PipelineOptionsT]) -> PipelineOptionsT:
        """Return the options that `cls` tells about."""
        views = self.__dict__.setdefault(_VIEWS, {})  # its attributes are options
        if cls not in views:
            views[cls] = super().view_as(cls)
        view: PipelineOptionsT = views[cls]
        return view

    def __getstate__(self) -> dict[str, object]:
        """Leave the views behind: they are made anew where they are asked for."""
        return {name: value for name, value in super().__getstate__().items() if name != _VIEWS}
