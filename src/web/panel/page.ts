import type { ComponentType } from 'react';
import type { PanelAccess } from '../../http/contract/endpoint.ts';
import type { HelpTopic } from './help/manual.ts';

/** One page of the panel: its address, its name, who may open it, and the page of the manual that explains it. */
export type Page = {
  readonly path: `/${string}`;
  readonly title: string;
  readonly access: PanelAccess;
  /** Only the manual itself has none. */
  readonly help?: HelpTopic;
  readonly load: () => Promise<ComponentType>;
};
