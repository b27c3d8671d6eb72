import type { ReactNode } from 'react';

export type Topic = { readonly id: string; readonly title: string; readonly words: string; readonly content: ReactNode };
