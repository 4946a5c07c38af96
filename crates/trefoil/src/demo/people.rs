//! Somebody for every role, and some who act for two.

use agreement::{Compartment, Role};
use anyhow::Context as _;
use fake::{Fake as _, faker::name::en::Name};
use platform::{Appointment, account};

use super::{NEIGHBOUR, PARTNERSHIP, agencies::Agencies, stage::Stage};

const CASES: &[Compartment] = &[Compartment::FrontDoorCase];

pub(super) const ROLES: &[(&str, &str, &[Role], &[Compartment])] = &[
    ("qa officer", "unit", &[Role::QaOfficer], &[]),
    ("analyst", "unit", &[Role::Analyst], &[]),
    ("training co-ordinator", "unit", &[Role::TrainingCoordinator], &[]),
    ("social worker", "council", &[Role::AgencyAuthor, Role::MashPartner], CASES),
    ("council approver", "council", &[Role::AgencyApprover], CASES),
    ("council lead", "council", &[Role::LeadPartner], &[]),
    ("council director", "council", &[Role::DelegatedPartner], CASES),
    ("police sergeant", "police", &[Role::AgencyAuthor, Role::MashPartner], CASES),
    ("police approver", "police", &[Role::AgencyApprover], &[]),
    ("hospital approver", "hospital", &[Role::AgencyApprover], &[]),
    ("police lead", "police", &[Role::LeadPartner], &[]),
    ("police superintendent", "police", &[Role::DelegatedPartner], CASES),
    ("health lead", "icb-before", &[Role::LeadPartner], &[]),
    ("designated nurse", "icb-before", &[Role::DelegatedPartner], CASES),
    ("health author", "icb-before", &[Role::AgencyAuthor], CASES),
    ("health approver", "icb-before", &[Role::AgencyApprover], &[]),
    ("paediatrician", "hospital", &[Role::AgencyAuthor], CASES),
    ("mental health nurse", "mental-health", &[Role::AgencyAuthor], CASES),
    ("probation officer", "probation", &[Role::AgencyAuthor], CASES),
    (
        "youth justice worker",
        "youth-justice",
        &[Role::AgencyAuthor, Role::ExploitationAnalyst],
        &[Compartment::FrontDoorCase, Compartment::ExploitationIntel],
    ),
    ("housing officer", "housing", &[Role::AgencyAuthor], CASES),
    ("refuge worker", "refuge", &[Role::AgencyAuthor], CASES),
    ("school lead", "school-Hazelwick-primary", &[Role::SchoolDsl], CASES),
    ("high school lead", "school-Aldermoor-secondary", &[Role::SchoolDsl], CASES),
    ("governor", "school-Hazelwick-primary", &[Role::Governor], &[]),
    ("missing education officer", "council", &[Role::CmeOfficer], &[Compartment::Cme]),
    ("designated officer", "council", &[Role::Lado], &[Compartment::Lado]),
    ("suicide panel", "mental-health", &[Role::SuicidePanel], &[Compartment::Suicide]),
    ("moderator", "unit", &[Role::Moderator], &[]),
    ("sub-group chair", "hospital", &[Role::SubGroupChair], &[]),
    ("scrutineer", "scrutiny", &[Role::IndependentScrutineer], &[]),
    ("councillor", "council", &[Role::CouncilScrutiny], &[]),
    ("lead member", "council", &[Role::LeadMember], &[]),
    ("administrator", "unit", &[Role::SystemAdmin], &[]),
];

pub(super) async fn appoint(stage: &mut Stage, agencies: &Agencies) -> anyhow::Result<()> {
    manager(stage, agencies, "business manager", PARTNERSHIP, "unit").await?;
    manager(stage, agencies, "neighbour's manager", NEIGHBOUR, "eastmere-council").await?;
    for (persona, agency, roles, compartments) in ROLES {
        let name = name(stage);
        stage.appoint(persona, &name, "business manager", agencies.id(agency)?, roles, compartments).await?;
    }
    // The superintendent and the designated nurse answer to both partnerships.
    for (persona, agency) in [("police superintendent", "police"), ("designated nurse", "icb-before")] {
        let account = stage.who(persona)?.account.clone();
        stage.across(&account, "neighbour's manager", agencies.id(agency)?, &[Role::DelegatedPartner], CASES).await?;
    }
    // The paediatrician also speaks for the hospice.
    let account = stage.who("paediatrician")?.account.clone();
    stage.also(&account, "business manager", agencies.id("hospice")?, &[Role::AgencyAuthor], &[]).await
}

/// The first person of a partnership, whom nobody could invite.
async fn manager(stage: &mut Stage, agencies: &Agencies, persona: &'static str, partnership: &str, agency: &str) -> anyhow::Result<()> {
    let (name, account) = (name(stage), stage.id());
    let appointment = Appointment {
        id: stage.id(),
        partnership: partnership.to_owned(),
        partnership_name: String::new(),
        agency: agencies.id(agency)?.to_owned(),
        agency_name: if agency == "unit" { "Partnership business unit" } else { "Eastmere Council" }.to_owned(),
        agency_type: if agency == "unit" { "other" } else { "council" }.to_owned(),
        roles: vec![Role::BusinessManager],
        compartments: CASES.to_vec(),
    };
    account::install(&stage.site, &account, &name, &format!("manager@{partnership}.example"), &appointment).await?;
    let who = account::who(&stage.site, &account, partnership).await?.context("the manager acts for somebody")?;
    stage.cast(persona, who);
    Ok(())
}

fn name(stage: &mut Stage) -> String {
    Name().fake_with_rng(&mut stage.rng)
}
