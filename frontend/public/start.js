// Runs before the first paint, in any browser: must stay ES5.
(function () {
  var root = document.documentElement;
  function stored(key, allowed) {
    try {
      var value = localStorage.getItem(key);
      return allowed.indexOf(value) >= 0 ? value : null;
    } catch (unavailable) {
      void unavailable;
      return null;
    }
  }
  root.setAttribute("data-text", stored("camtay.text", ["a", "a1", "a2"]) || "a");
  root.setAttribute("data-theme", stored("camtay.theme", ["light", "dark"]) || "light");
  root.setAttribute("lang", stored("camtay.locale", ["vi", "en"]) || "vi");

  var modern =
    "noModule" in document.createElement("script") &&
    typeof HTMLDialogElement === "function" &&
    window.CSS &&
    CSS.supports &&
    CSS.supports("color", "color-mix(in srgb, red, blue)");
  if (modern) return;

  document.addEventListener("DOMContentLoaded", function () {
    var english = root.getAttribute("lang") === "en";
    var notice = document.createElement("div");
    notice.className = "plain-notice";
    notice.setAttribute("role", "alert");
    var title = document.createElement("h1");
    title.appendChild(document.createTextNode(english ? "This browser is too old" : "Trình duyệt quá cũ"));
    var text = document.createElement("p");
    text.appendChild(
      document.createTextNode(
        english
          ? "Update Chrome, Edge, Cốc Cốc, Firefox or Safari to a version from 2023 or later, then open this page again. Nothing of your work is lost."
          : "Anh/chị cập nhật Chrome, Edge, Cốc Cốc, Firefox hoặc Safari lên bản từ năm 2023, rồi mở lại trang này. Kết quả học tập không bị mất.",
      ),
    );
    notice.appendChild(title);
    notice.appendChild(text);
    document.body.insertBefore(notice, document.body.firstChild);
  });
})();
