//! A made-up annual report of some thirty pages, for the example, the tests and the measurements. Its numbers mean nothing.

use reports::{Block, Document, Inline, text};

/// What the sections of the sample are called, after the statutory checklist of a yearly report.
const SECTIONS: [&str; 14] = [
    "Statement of the independent scrutineer",
    "What each safeguarding partner contributed",
    "Impact on children and families, and of training",
    "Learning from serious incidents",
    "Decisions and actions after practice reviews",
    "How feedback from children and families was used",
    "Where there was little or no progress",
    "Costs and value for money",
    "How education is represented",
    "The picture in data",
    "National reforms and the issues met",
    "Changes to the published arrangements",
    "Use of restraint in the secure home",
    "Plain words and Easy Read",
];

const AGENCIES: [&str; 6] = [
    "Northmere Council, children’s services",
    "Northmere Integrated Care Board",
    "Northmere Police",
    "Northmere Schools Forum",
    "Northmere Foundation Trust",
    "Probation Service, Northmere",
];

/// The sample with every kind of block in it. `year` changes a word on most pages, to stand for a changed report.
pub(crate) fn annual_report(year: u16) -> Document {
    let mut blocks = Vec::new();
    for (nth, section) in SECTIONS.iter().enumerate() {
        if nth > 0 {
            blocks.push(Block::PageBreak);
        }
        blocks.extend(section_blocks(nth, section, year));
    }
    Document {
        title: "Northmere Safeguarding Children Partnership: annual report".to_owned(),
        subtitle: Some(format!("1 April {} to 31 March {year}", year - 1)),
        ident: format!("northmere-annual-report-{year}"),
        date: format!("30 September {year}"),
        running_header: format!("Northmere Safeguarding Children Partnership · Annual report {year}"),
        banner: Some("Demonstration: simulated records".to_owned()),
        marking: None,
        numbered: true,
        blocks,
        ..Document::default()
    }
}

fn section_blocks(nth: usize, section: &str, year: u16) -> Vec<Block> {
    let number = nth + 1;
    let mut blocks = vec![
        Block::Anchor(format!("section-{number}")),
        Block::heading(1, section),
        Block::Para(vec![
            "In the year to March ".into(),
            format!("{year} the partnership asked what had changed for children, and how it knows. ").into(),
            Inline::Strong(text("Every number below opens onto its evidence.")),
            " Where nothing was found to have changed, this report says so".into(),
            Inline::Footnote(vec![
                "The definitions are those of ".into(),
                Inline::Emph(text("Working Together to Safeguard Children")),
                ", as they stood on 31 March.".into(),
            ]),
            "; the full list is in ".into(),
            Inline::Ref { anchor: "section-7".to_owned(), text: "where there was little or no progress".to_owned() },
            ". The published arrangements are at ".into(),
            Inline::Link { url: "https://www.example.org/arrangements".to_owned(), text: "example.org/arrangements".to_owned() },
            ".".into(),
        ]),
        Block::Para(text(
            "Partners met six times. They heard from practitioners in every agency, from the young scrutineers, and from parents who \
             had been through a child protection conference. What they heard changed two of the four priorities, and the reasons are \
             set out with the decisions. Audits were done together and not by each agency alone, so that a gap between two agencies \
             had nowhere to hide.",
        )),
        Block::heading(2, "What was done"),
        Block::List {
            ordered: nth % 2 == 1,
            items: vec![
                text("A multi-agency audit of thirty cases, with the children’s own accounts read first."),
                vec![
                    "Training on professional curiosity for ".into(),
                    Inline::Strong(text("all six agencies")),
                    ", tested again at twelve weeks.".into(),
                ],
                text("A new route for schools to challenge a decision, with a limit in working days at each stage."),
            ],
        },
        Block::Figure {
            svg: bar_chart(number),
            alt: "Bar chart of children seen within ten working days, by quarter. The bars rise in every quarter but the third. The \
                  values are in the table that follows."
                .to_owned(),
            caption: "Children seen within ten working days, by quarter".to_owned(),
        },
        Block::heading(2, "What the figures say"),
        actions_table(number, 7 + nth % 5),
        Block::Quote {
            text: text("Nobody had asked me before what I wanted to happen. This time it was the first thing on the page."),
            source: Some("Young person, aged 15".to_owned()),
        },
    ];
    if nth.is_multiple_of(3) {
        blocks.push(Block::Note {
            title: Some("What this does not mean".to_owned()),
            body: vec![
                text("A rise in referrals is not by itself a rise in harm: a campaign in March led more neighbours to call."),
                vec!["The figure ".into(), Inline::Code("referrals.rate@3".to_owned()), " counts children, not calls.".into()],
            ],
        });
    }
    if nth % 4 == 1 {
        blocks.push(Block::heading(3, "Who took part"));
        blocks.push(Block::KeyValue {
            rows: vec![
                ("Chair".to_owned(), text("Director of Children’s Services")),
                ("Scrutineer".to_owned(), text("Independent, appointed for three years")),
                ("Quorum".to_owned(), text("All three statutory partners, or deputies who may commit them")),
            ],
        });
    }
    blocks
}

fn actions_table(number: usize, rows: usize) -> Block {
    let headers = ["Agency", "What was agreed", "Seen", "Of", "Share"].map(str::to_owned).to_vec();
    let row = |nth: usize| {
        vec![
            text(AGENCIES[nth % AGENCIES.len()]),
            text("Practitioners record what the child said before what the adults said, and a manager samples the records each month."),
            text(format!("{}", 40 + (nth * 7 + number) % 50)),
            text("96"),
            text(format!("{}%", 40 + (nth * 11 + number) % 58)),
        ]
    };
    Block::Table {
        caption: format!("What was agreed and what was seen, by agency ({number})"),
        headers,
        rows: (0..rows).map(row).collect(),
        numeric: vec![false, false, true, true, true],
    }
}

/// A small bar chart as a caller would draw it: text as text, presentation attributes only.
pub(crate) fn bar_chart(seed: usize) -> String {
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 240\" width=\"640\" height=\"240\" font-family=\"Arial, sans-serif\" \
         font-size=\"14\"><title>Children seen within ten working days</title><rect width=\"640\" height=\"240\" fill=\"#ffffff\"/>",
    );
    for line in 0..5 {
        let y = 200 - line * 45;
        svg.push_str(&format!(
            "<line x1=\"50\" y1=\"{y}\" x2=\"630\" y2=\"{y}\" stroke=\"#b1b4b6\"/><text x=\"42\" y=\"{}\" text-anchor=\"end\">{}%</text>",
            y + 5,
            line * 25
        ));
    }
    for (nth, quarter) in ["April to June", "July to September", "October to December", "January to March"].iter().enumerate() {
        let height = 70 + (nth * 31 + seed * 13) % 100;
        let x = 75 + nth * 140;
        svg.push_str(&format!(
            "<rect x=\"{x}\" y=\"{}\" width=\"90\" height=\"{height}\" fill=\"#17395c\"/><text x=\"{}\" y=\"222\" \
             text-anchor=\"middle\">{quarter}</text><text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-weight=\"bold\">{}%</text>",
            200 - height,
            x + 45,
            x + 45,
            194 - height,
            height * 100 / 180
        ));
    }
    svg.push_str("</svg>");
    svg
}
