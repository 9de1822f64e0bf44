// Once it is loaded, whatever somebody does starts the clock anew; without script it just runs.
const { after, to } = document.currentScript.dataset;
let clock;
function anew() {
  clock ? clearTimeout(clock) : stop();
  clock = setTimeout(() => location.replace(to), after * 1000);
}
for (const on of "load input keydown pointerdown scroll focusin".split(" ")) addEventListener(on, anew);
