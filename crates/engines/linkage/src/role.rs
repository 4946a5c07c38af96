//! What a column is about, told from its heading.

use serde::{Deserialize, Serialize};

use crate::clean::fold;

/// What a column holds. The role decides how its values are cleaned and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A given name; several given names may stand in one column
    GivenName,
    MiddleName,
    Surname,
    /// Given name and surname in one column, in either order round a comma
    FullName,
    /// A date of birth in any usual notation, whole or in part
    BirthDate,
    /// A British postcode, or another country's
    Postcode,
    /// A street, with or without its number
    Street,
    /// The house's number or name where it has a column of its own
    HouseNumber,
    /// A town, suburb or second line of an address
    Locality,
    /// A county or state
    Region,
    Sex,
    Phone,
    Email,
    /// A number that belongs to one person: an NHS number, a unique pupil number
    Identifier,
    /// A number that belongs to a household or building: a UPRN
    HouseholdIdentifier,
    /// One of a set of values, such as a school or an ethnicity
    Category,
}

/// Headings, folded and without blanks, and what they mean. A heading that says where a value came from, or when it was written, is none.
const HEADINGS: &[(Role, &[&str])] = &[
    (
        Role::GivenName,
        &[
            "givenname",
            "givennames",
            "forename",
            "forenames",
            "firstname",
            "firstnames",
            "fname",
            "first",
            "given",
            "christianname",
            "personforename",
            "forename1",
            "givenname1",
            "name1",
            "firstforename",
            "childforename",
            "childfirstname",
            "legalforename",
            "pupilforename",
            "forenam",
        ],
    ),
    (
        Role::MiddleName,
        &["middlename", "middlenames", "middle", "secondname", "forename2", "middleinitial", "secondforename", "othernames"],
    ),
    (
        Role::Surname,
        &[
            "surname",
            "lastname",
            "familyname",
            "lname",
            "last",
            "sname",
            "personsurname",
            "childsurname",
            "childlastname",
            "legalsurname",
            "pupilsurname",
            "surnam",
            "familynames",
            "surnames",
        ],
    ),
    (Role::FullName, &["name", "fullname", "personname", "childname", "patientname", "pupilname"]),
    (
        Role::BirthDate,
        &[
            "dob",
            "dateofbirth",
            "birthdate",
            "birth",
            "born",
            "persondob",
            "personbirthdate",
            "childdob",
            "dobdt",
            "bdate",
            "birthday",
            "dateborn",
            "birthdt",
            "pupildob",
            "personbirth",
        ],
    ),
    (
        Role::Postcode,
        &["postcode", "postalcode", "zip", "zipcode", "pcode", "homepostcode", "pc", "postcd", "currentpostcode", "addresspostcode"],
    ),
    (
        Role::Street,
        &[
            "street",
            "streetname",
            "address",
            "address1",
            "addressline1",
            "addr1",
            "addressline",
            "streetaddress",
            "road",
            "addr",
            "line1",
            "homeaddress",
            "address01",
            "addline1",
            "street1",
            "roadname",
            "thoroughfare",
            "fulladdress",
            "currentaddress",
        ],
    ),
    (
        Role::HouseNumber,
        &[
            "housenumber",
            "streetnumber",
            "houseno",
            "buildingnumber",
            "houseno",
            "housename",
            "streetno",
            "paon",
            "buildingname",
            "number",
            "housenum",
        ],
    ),
    (
        Role::Locality,
        &[
            "town",
            "city",
            "suburb",
            "locality",
            "address2",
            "addressline2",
            "addr2",
            "district",
            "village",
            "posttown",
            "towncity",
            "line2",
            "address3",
            "addressline3",
            "addr3",
            "place",
            "placeofbirth",
            "birthplace",
            "citytown",
        ],
    ),
    (Role::Region, &["county", "state", "region", "province", "localauthority", "address4"]),
    (Role::Sex, &["sex", "gender", "personsex", "sexcode", "gendercode", "stgender", "legalsex", "sexatbirth"]),
    (
        Role::Phone,
        &[
            "phone",
            "telephone",
            "mobile",
            "phonenumber",
            "tel",
            "telephonenumber",
            "mobilenumber",
            "mobilephone",
            "homephone",
            "contactnumber",
            "telno",
        ],
    ),
    (Role::Email, &["email", "emailaddress", "mail", "emailaddr"]),
    (
        Role::Identifier,
        &[
            "nhsnumber",
            "nhsno",
            "nhs",
            "nhsnum",
            "nhsid",
            "upn",
            "uniquepupilnumber",
            "uln",
            "nino",
            "ninumber",
            "nationalinsurancenumber",
            "socsecid",
            "ssn",
            "socialsecuritynumber",
            "passportnumber",
            "formerupn",
            "pncid",
            "chinumber",
            "chi",
            "nationalid",
            "arc",
            "uniquelearnernumber",
            "homeofficenumber",
        ],
    ),
    (Role::HouseholdIdentifier, &["uprn", "householdid", "familyid", "addressid", "householdnumber"]),
    (
        Role::Category,
        &[
            "ethnicity",
            "ethnicgroup",
            "ethnic",
            "school",
            "schoolname",
            "urn",
            "gppractice",
            "gp",
            "language",
            "firstlanguage",
            "countryofbirth",
            "nationality",
            "religion",
            "maritalstatus",
            "title",
            "ethnicorigin",
            "urnofschool",
            "occupation",
            "ethniccode",
            "mothertongue",
        ],
    ),
];

/// Columns that say which record it is, in the order in which they are believed.
const IDS: &[&str] = &["id", "recordid", "recid", "uniqueid", "rowid", "record", "key", "recordno", "recordnumber"];

fn heading(column: &str) -> String {
    fold(column).replace(' ', "")
}

impl Role {
    /// What a heading says, where it says something.
    #[must_use]
    pub fn of_heading(column: &str) -> Option<Role> {
        let name = heading(column);
        let exact = HEADINGS.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(role, _)| *role);
        // `child_surname_current`, `Mother's date of birth` and the like are somebody else's or somebody's former: only the plain
        // prefixes and suffixes that mean the person themselves are taken off.
        exact.or_else(|| {
            let bare = [
                "child",
                "person",
                "pupil",
                "patient",
                "client",
                "subject",
                "current",
                "home",
                "legal",
                "student",
                "yp",
                "service user",
                "left",
                "right",
            ]
            .iter()
            .fold(name.clone(), |name, word| name.strip_prefix(word).map_or(name.clone(), str::to_owned));
            let bare = ["current", "clean", "std", "text", "value", "code", "1"]
                .iter()
                .fold(bare, |name, word| name.strip_suffix(word).map_or(name.clone(), str::to_owned));
            HEADINGS.iter().find(|(_, names)| names.contains(&bare.as_str())).map(|(role, _)| *role)
        })
    }

    /// Whether several columns of this role are compared side by side.
    #[must_use]
    pub(crate) fn may_repeat(self) -> bool {
        matches!(self, Role::Phone | Role::Email | Role::Identifier | Role::Category | Role::Locality | Role::HouseholdIdentifier)
    }
}

/// The place of the column that names the record: one with such a heading, or else the first.
#[must_use]
pub(crate) fn id_column(headings: &[String]) -> usize {
    if headings.first().is_none_or(|first| Role::of_heading(first).is_none()) {
        return 0;
    }
    IDS.iter().find_map(|id| headings.iter().position(|column| heading(column) == *id)).unwrap_or(0)
}

/// Two headings that are the same but for their spelling.
pub(crate) fn same_heading(left: &str, right: &str) -> bool {
    heading(left) == heading(right)
}

/// Which number an identifier column holds, so that `nhs_no` meets `NHS number` and never a pupil number.
pub(crate) fn identifier_kind(column: &str) -> &'static str {
    let name = heading(column);
    let kinds: &[(&str, &str)] = &[
        ("nhs", "NHS number"),
        ("formerupn", "former pupil number"),
        ("upn", "pupil number"),
        ("pupil", "pupil number"),
        ("uln", "learner number"),
        ("learner", "learner number"),
        ("insurance", "National Insurance number"),
        ("nino", "National Insurance number"),
        ("ninumber", "National Insurance number"),
        ("soc", "social security number"),
        ("ssn", "social security number"),
        ("passport", "passport number"),
        ("pnc", "police number"),
        ("chi", "CHI number"),
        ("homeoffice", "Home Office number"),
    ];
    kinds.iter().find(|(word, _)| name.contains(word)).map_or("number", |(_, kind)| kind)
}
