//! The OpenAPI document, made from what is mounted: every list, every figure, and the routes slices describe.

use axum::{Json, extract::State};
use serde_json::{Value, json};

use crate::{ListSpec, Show, Site};

pub(crate) async fn document(State(site): State<Site>) -> Json<Value> {
    Json(describe(&site))
}

/// The document, the same bytes for the same slices.
pub fn describe(site: &Site) -> Value {
    let mut paths = serde_json::Map::new();
    for spec in site.lists() {
        paths.insert(format!("/api/v1{}", spec.path), json!({ "get": list_operation(spec) }));
    }
    paths.insert("/api/v1/figures/{id}".to_owned(), json!({ "get": figure_operation() }));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Trefoil",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What the pages show, as JSON, under the same information-sharing agreement. Sign in first: the session cookie is the key.",
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "components": {
            "securitySchemes": { "session": { "type": "apiKey", "in": "cookie", "name": "session" } },
            "schemas": { "Problem": {
                "type": "object",
                "required": ["status", "title", "detail"],
                "properties": { "status": { "type": "integer" }, "title": { "type": "string" }, "detail": { "type": "string" } },
            } },
        },
        "security": [{ "session": [] }],
        "paths": paths,
    })
}

fn problem(words: &str) -> Value {
    json!({ "description": words, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Problem" } } } })
}

fn list_operation(spec: &ListSpec) -> Value {
    let mut parameters = vec![
        json!({ "name": "words", "in": "query", "description": "Words to be found", "schema": { "type": "string" } }),
        json!({ "name": "sort", "in": "query", "description": "A column's key; `-` before it for last first", "schema": { "type": "string" } }),
        json!({ "name": "page", "in": "query", "description": "From 1", "schema": { "type": "integer", "minimum": 1 } }),
    ];
    for filter in spec.filters {
        let options: Vec<&str> = filter.options.iter().map(|(word, _)| *word).collect();
        parameters.push(
            json!({ "name": filter.key, "in": "query", "description": filter.title, "schema": { "type": "string", "enum": options } }),
        );
    }
    let mut properties = serde_json::Map::new();
    properties.insert("id".to_owned(), json!({ "type": "string" }));
    for column in spec.columns {
        let kind = if matches!(column.show, Show::Number | Show::Instant) { "integer" } else { "string" };
        properties.insert(column.key.to_owned(), json!({ "type": [kind, "null"], "description": column.title }));
    }
    json!({
        "summary": spec.title,
        "description": spec.intro,
        "operationId": format!("list{}", spec.path.replace('/', "_")),
        "parameters": parameters,
        "responses": {
            "200": { "description": "One page of the list", "content": { "application/json": { "schema": {
                "type": "object",
                "required": ["total", "page", "rows"],
                "properties": {
                    "total": { "type": "integer" },
                    "page": { "type": "integer" },
                    "rows": { "type": "array", "items": { "type": "object", "properties": properties } },
                },
            } } } },
            "401": problem("Nobody has signed in"),
        },
    })
}

fn figure_operation() -> Value {
    let text = |name: &str, place: &str, words: &str, needed: bool| json!({ "name": name, "in": place, "required": needed, "description": words, "schema": { "type": "string" } });
    json!({
        "summary": "A figure: its definition and its value",
        "operationId": "figure",
        "parameters": [
            text("id", "path", "The figure's id, such as escalation.raised", true),
            text("from", "query", "First day of the period", false),
            text("to", "query", "Last day of the period", false),
            text("as_of", "query", "What was known by this day", false),
        ],
        "responses": {
            "200": { "description": "The figure", "content": { "application/json": { "schema": { "type": "object" } } } },
            "404": problem("There is no such figure"),
        },
    })
}
