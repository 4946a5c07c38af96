// Adds a map that zooms to one that is drawn as SVG. Without this script the SVG is all there is, and it is enough.
//
// The page says where the shapes are: <div class="app-map" data-geojson="ADDRESS" data-svg-id="ID OF THE SVG"
// data-id-property="CODE">. Fill, hatching and words of an area are those of the SVG's path with the same data-id, so both maps say
// the same. No tiles: no third party learns who looks at what.
import L from "leaflet";

function words(path) {
  // Text, never HTML: names come from data.
  const span = document.createElement("span");
  span.textContent = path.querySelector("title")?.textContent ?? "";
  return span;
}

async function open(box) {
  const answer = await fetch(box.dataset.geojson);
  if (!answer.ok) throw new Error(`${box.dataset.geojson} answered ${answer.status}`);
  const areas = await answer.json();
  const svg = document.getElementById(box.dataset.svgId);
  const drawn = new Map([...(svg?.querySelectorAll("path[data-id]") ?? [])].map((path) => [path.dataset.id, path]));
  const twin = (area) => drawn.get(String(area.properties?.[box.dataset.idProperty]));
  box.hidden = false;
  const map = L.map(box, { attributionControl: false, scrollWheelZoom: false, zoomAnimation: false, fadeAnimation: false });
  const layer = L.geoJSON(areas, {
    style: (area) => ({ color: "#0b0c0c", weight: 1, fillColor: twin(area)?.getAttribute("fill") ?? "#ffffff", fillOpacity: 1 }),
    onEachFeature: (area, shape) => {
      const path = twin(area);
      if (path) shape.bindTooltip(words(path), { sticky: true });
    },
  }).addTo(map);
  map.fitBounds(layer.getBounds(), { padding: [10, 10] });
}

for (const box of document.querySelectorAll("[data-geojson]")) {
  // The box takes no room until somebody wants it.
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary govuk-!-margin-bottom-2";
  button.textContent = box.dataset.buttonText || "Show a map that zooms";
  button.addEventListener(
    "click",
    async () => {
      button.disabled = true;
      try {
        await open(box);
        button.remove();
        box.tabIndex = -1;
        box.focus();
      } catch (error) {
        // The drawing above stays; whoever looks into the console learns why.
        console.error(error);
        button.textContent = "The map that zooms cannot be shown";
      }
    },
    { once: true },
  );
  box.before(button);
}
