// Leaving takes this page's place in the history, so that Back skips it. Nothing needs this.
document.querySelector(".exit").onclick = function (event) {
  event.preventDefault();
  document.body.hidden = true;
  location.replace(this.href);
};
