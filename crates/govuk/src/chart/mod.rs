//! # Charts
//! A chart is a plain struct of data: titles, labels, and numbers each with the text to print for it. It gives an SVG that serves the
//! page and the PDF alike, a sentence for those who do not see it, and the table of its numbers.
//!
//! The kinds: [`BarChart`] and [`GroupedBarChart`] (horizontal), [`LineChart`], [`ControlChart`] (statistical process control, with
//! its statistics in [`xmr`]), [`SmallMultiples`], and the choropleth map of [`crate::map`]. [`Chart`] holds any of them.
//!
//! ```
//! use govuk::chart::{About, Bar, BarChart, Figure, Value};
//!
//! let chart = BarChart {
//!     about: About::new("visits", "Library visits by branch", "Visits for each 100 residents").source("Branch counters, 2025"),
//!     category: "Branch".into(),
//!     bars: vec![Bar::new("Mill Lane", Value::new(84.9, "84.9")), Bar::new("Mobile library", Value::suppressed("c"))],
//!     reference: None,
//! };
//! assert!(chart.alt().starts_with("Library visits by branch. Bar chart, 2 bars"));
//! assert!(chart.svg().starts_with("<svg"));
//! assert_eq!(chart.table().rows[1], ["Mobile library", "c"]);
//! assert!(chart.render().into_string().starts_with("<figure"));
//! ```
//!
//! **Invariant:** every label and figure given as text is printed as given. Only axis marks, which nobody gave, are worded here.
//! **Invariant:** the same data gives the same bytes.
//! **Invariant:** nothing is told by colour alone: fills have patterns, lines have dashes, markers and a label at their end.
//! **Invariant:** a drawing needs no style sheet: presentation attributes only, so a strict content security policy lets it be.

mod about;
mod bars;
mod control;
pub(crate) mod draw;
pub mod examples;
mod line;
mod multiples;
mod plot;
mod scale;
pub mod xmr;

#[cfg(test)]
mod tests;

pub use self::{
    about::{About, Figure, Table, Value},
    bars::{Bar, BarChart, BarGroup, GroupedBarChart},
    control::{ControlChart, ControlPoint},
    line::{LineChart, Series},
    multiples::{Panel, SmallMultiples},
    plot::Reference,
    scale::{tick_label, ticks},
};

pub(crate) use self::about::{counted, extremes, gaps, prose, sentence};
use crate::map::Choropleth;

/// Any chart or map, for a page or a report that holds several.
#[derive(Clone, Debug)]
pub enum Chart {
    Bar(BarChart),
    GroupedBar(GroupedBarChart),
    Line(LineChart),
    Control(ControlChart),
    SmallMultiples(SmallMultiples),
    Map(Choropleth),
}

impl Chart {
    fn figure(&self) -> &dyn Figure {
        match self {
            Self::Bar(chart) => chart,
            Self::GroupedBar(chart) => chart,
            Self::Line(chart) => chart,
            Self::Control(chart) => chart,
            Self::SmallMultiples(chart) => chart,
            Self::Map(map) => map,
        }
    }
}

impl Figure for Chart {
    fn about(&self) -> &About {
        self.figure().about()
    }
    fn values(&self) -> Vec<&Value> {
        self.figure().values()
    }
    fn description(&self) -> String {
        self.figure().description()
    }
    fn table(&self) -> Table {
        self.figure().table()
    }
    fn draw(&self, canvas: &mut draw::Canvas) {
        self.figure().draw(canvas);
    }
    fn beside(&self) -> maud::Markup {
        self.figure().beside()
    }
}

macro_rules! into_chart {
    ($($kind:ident => $variant:ident),*) => {
        $(impl From<$kind> for Chart {
            fn from(chart: $kind) -> Self {
                Self::$variant(chart)
            }
        })*
    };
}
into_chart!(BarChart => Bar, GroupedBarChart => GroupedBar, LineChart => Line, ControlChart => Control,
    SmallMultiples => SmallMultiples, Choropleth => Map);
