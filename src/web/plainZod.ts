import * as z from 'zod';

// As each schema is made, zod tries whether it may compile it with `new Function`. The content security policy refuses that, and the
// browser reports a violation on every page: who looks for real ones would learn to overlook them.
z.config({ jitless: true });
