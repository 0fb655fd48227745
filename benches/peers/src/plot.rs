//! A bar chart as SVG, readable on a light and on a dark background.

pub(super) struct Bar {
    pub(super) label: String,
    pub(super) value: f64,
    pub(super) is_ours: bool,
}

const WIDTH: f64 = 760.0;
/// The space of the labels, and that of the numbers after the longest bar.
const LEFT: f64 = 236.0;
const RIGHT: f64 = 92.0;
const ROW: f64 = 30.0;
const TOP: f64 = 44.0;

const STYLE: &str = "text { font: 14px system-ui, sans-serif; fill: #1f2328 } .title { font-weight: 600 } \
    .bar { fill: #8c959f } .ours { fill: #0969da } \
    @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .bar { fill: #6e7681 } .ours { fill: #4493f8 } }";

/// Bars below one another, as long as their values, with the values in thousands.
pub(super) fn plot(title: &str, bars: &[Bar]) -> String {
    let most = bars.iter().map(|bar| bar.value).fold(f64::MIN_POSITIVE, f64::max);
    let rows = bars.iter().zip(0_u32..).map(|(bar, row)| {
        let top = TOP + ROW * f64::from(row);
        let length = (WIDTH - LEFT - RIGHT) * bar.value / most;
        let class = if bar.is_ours { "bar ours" } else { "bar" };
        let (end, baseline, number, label) =
            (LEFT + length + 8.0, top + 16.0, thousands(bar.value), escaped(&bar.label));
        let before = LEFT - 10.0;
        format!(
            "  <text x=\"{before}\" y=\"{baseline}\" text-anchor=\"end\">{label}</text>\n  \
             <rect class=\"{class}\" x=\"{LEFT}\" y=\"{top}\" width=\"{length:.1}\" height=\"22\" rx=\"3\"/>\n  \
             <text x=\"{end:.1}\" y=\"{baseline}\">{number}</text>\n"
        )
    });
    let rows: String = rows.collect();
    let height = bars.iter().map(|_| ROW).sum::<f64>() + TOP + 6.0;
    let title = escaped(title);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
         role=\"img\" aria-label=\"{title}\">\n  <style>{STYLE}</style>\n  \
         <text class=\"title\" x=\"{LEFT}\" y=\"26\">{title}</text>\n{rows}</svg>\n"
    )
}

/// `1,180,000`, rounded to thousands.
fn thousands(value: f64) -> String {
    let text = format!("{:.0}", value / 1e3);
    match text.len().checked_sub(3).and_then(|split| text.split_at_checked(split)) {
        Some((millions, thousands)) if !millions.is_empty() => format!("{millions},{thousands},000"),
        _ => format!("{text},000"),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
