// Whatever somebody does starts the page's clock anew; without script it just runs.
const { after, to } = document.currentScript.dataset;
let clock;
function anew() {
  clock ? clearTimeout(clock) : stop();
  clock = setTimeout(() => location.replace(to), after * 1000);
}
for (const done of ["input", "keydown", "pointerdown", "scroll"]) addEventListener(done, anew);
