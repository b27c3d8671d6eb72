import { catalogue, useWords } from '../../kit/words.tsx';
import { english } from './english.ts';
import { german } from './german.ts';

const portalWords = catalogue({ en: english, de: german });

/** The words of the portal in the language of the page. */
export const usePortalWords = () => useWords(portalWords);
