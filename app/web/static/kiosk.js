// From "load" on, acts restart the clock: an earlier stop() would end the loading.
const { after, to } = document.currentScript.dataset;
let clock;
function anew() {
  clearTimeout(clock);
  clock = setTimeout(() => location.replace(to), after * 1000);
}
onload = () => {
  stop();
  for (const on of "input keydown pointerdown scroll focusin".split(" ")) addEventListener(on, anew);
  anew();
};
