// Adds zoom and names to a map that is already drawn as SVG. Without this script the SVG stays.
//
// <div class="app-map" data-app-map="ID OF A SCRIPT OF TYPE application/geo+json" hidden></div>
// Each feature may carry `name`, `label` (what to say) and `fill` (the colour the SVG gives it). No tiles: no third party learns
// who looks at what.
import L from "leaflet";

for (const box of document.querySelectorAll("[data-app-map]")) {
  const source = document.getElementById(box.dataset.appMap);
  if (!source) continue;
  const areas = JSON.parse(source.textContent);
  box.hidden = false;
  document.getElementById(box.dataset.appReplaces ?? "")?.setAttribute("hidden", "");
  const map = L.map(box, { attributionControl: false, scrollWheelZoom: false, zoomAnimation: false, fadeAnimation: false });
  const layer = L.geoJSON(areas, {
    style: (area) => ({ color: "#0b0c0c", weight: 1, fillColor: area.properties?.fill ?? "#ffffff", fillOpacity: 1 }),
    pointToLayer: (area, at) => L.circleMarker(at, { radius: 7 }),
    onEachFeature: (area, shape) => {
      // Text, never HTML: names come from data.
      const words = document.createElement("span");
      words.textContent = area.properties?.label ?? area.properties?.name ?? "";
      shape.bindTooltip(words, { sticky: true });
    },
  }).addTo(map);
  map.fitBounds(layer.getBounds(), { padding: [10, 10] });
}
