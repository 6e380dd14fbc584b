// The files that go with the next message: chosen, dropped on the page or pasted; shown until they are sent.

/**
 * @param limits largest (bytes of one file), together (bytes of all), most (how many)
 * @param changed called after files came or went
 * @param refused called with what is wrong with a file that was not taken
 */
export function chosenFiles({ root, wording, limits, changed, refused }) {
  const [input, list, status] = ['file', 'chosen', 'chosen-status'].map((id) => document.getElementById(id));
  const box = document.getElementById('text');
  let files = [];

  function add(more) {
    files = [...files, ...more.filter((file) => problemOf(file) === '')];
    const problem = problemOfAll() || more.map(problemOf).find((text) => text !== '') || '';
    while (problemOfAll() !== '') files = files.slice(0, -1);
    show();
    status.textContent = wording.chosen.replace('{name}', files.map(({ name }) => name).join(', '));
    refused(problem);
  }

  function problemOfAll() {
    if (files.length > limits.most) return wording.tooManyFiles;
    return sum(files) > limits.together ? wording.filesTooLarge : '';
  }

  function problemOf(file) {
    return file.size > limits.largest ? wording.fileTooLarge.replace('{name}', file.name) : '';
  }

  function show() {
    list.hidden = files.length === 0;
    list.replaceChildren(...files.map(item));
    changed();
  }

  function item(file) {
    const remove = document.createElement('button');
    remove.type = 'button';
    remove.textContent = '✕';
    remove.setAttribute('aria-label', wording.removeFile.replace('{name}', file.name));
    remove.addEventListener('click', () => {
      const place = files.indexOf(file);
      files = files.filter((other) => other !== file);
      show();
      (list.querySelectorAll('button')[Math.min(place, files.length - 1)] ?? box).focus();
    });
    const name = document.createElement('span');
    name.className = 'name';
    name.textContent = file.name;
    const size = document.createElement('span');
    size.className = 'size';
    size.textContent = sizeOf(file.size);
    const shown = document.createElement('li');
    shown.append(name, size, remove);
    return shown;
  }

  input.addEventListener('change', () => {
    add([...input.files]);
    input.value = ''; // The same file can be chosen again after it was taken away.
    box.focus();
  });
  box.addEventListener('paste', (event) => {
    const pasted = [...event.clipboardData.files];
    if (pasted.length === 0) return;
    event.preventDefault();
    add(pasted);
  });
  root.addEventListener('dragover', (event) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    root.classList.add('dropping');
  });
  for (const end of ['dragleave', 'drop']) root.addEventListener(end, () => root.classList.remove('dropping'));
  root.addEventListener('drop', (event) => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    add([...event.dataTransfer.files]);
  });

  return {
    get all() {
      return files;
    },
    clear() {
      files = [];
      status.textContent = '';
      show();
    },
  };
}

function sum(files) {
  return files.reduce((total, { size }) => total + size, 0);
}

/** As the server says it (src/desk/wording/file-size.ts). */
function sizeOf(bytes) {
  const large = bytes >= 999_500;
  const unit = large ? 'megabyte' : 'kilobyte';
  const format = { style: 'unit', unit, maximumFractionDigits: large ? 1 : 0 };
  const { lang } = document.documentElement;
  return new Intl.NumberFormat(lang, format).format(large ? bytes / 1e6 : Math.max(1, bytes / 1e3));
}
