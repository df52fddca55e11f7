"""Charts drawn on the server: what is placed where. Each class goes to the template of its name.

    chart = TrendChart.of("q4", _("…"), [Measurement(day, share), …], target=Fraction(4, 5))
    {% include "surveys/charts/_trend.html" with chart=chart only %}

DumbbellChart, DistributionChart, TrendChart, Sparkline, FunnelChart and BandsChart: each file says how.
Shares are `intervals.Share`, None where hidden or empty: both look the same. `title` is shown above the
picture; `key` begins the ids of a chart, so no two on a page share it. Pages need `charts.css`, which
`base_insight.html` loads. Pure: words come from `wording` and the templates.
"""
