// Runs before the first paint, so that neither language nor theme flickers. Choices live in this browser only;
// ?lang=en&theme=dark overrides them for one visit, such as on a wall display.
(() => {
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search);
  const stored = (key) => {
    try {
      return localStorage.getItem('canbao.' + key);
    } catch {
      return null;
    }
  };
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const oneOf = (value, values, otherwise) => (values.includes(value) ? value : otherwise);
  const ownLanguage = navigator.language.startsWith('zh') ? 'zh' : 'en';
  root.lang = oneOf(asked.get('lang') ?? stored('lang'), ['zh', 'en'], ownLanguage);
  let theme = oneOf(asked.get('theme') ?? stored('theme'), ['light', 'dark'], 'auto');
  const apply = () => {
    root.dataset.theme = theme === 'auto' ? (dark.matches ? 'dark' : 'light') : theme;
  };
  const keep = (key, value) => {
    try {
      localStorage.setItem('canbao.' + key, value);
    } catch {
      // Private windows may refuse; the choice then lasts until the page is left.
    }
  };
  dark.addEventListener('change', apply);
  apply();
  addEventListener('DOMContentLoaded', () => {
    root.classList.add('ready');
    document.querySelector('[data-do=theme]')?.addEventListener('click', () => {
      theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
      keep('theme', theme);
      apply();
    });
    document.querySelector('[data-do=lang]')?.addEventListener('click', () => {
      root.lang = root.lang === 'zh' ? 'en' : 'zh';
      keep('lang', root.lang);
      dispatchEvent(new Event('language'));
    });
  });
})();
