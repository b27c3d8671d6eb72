-- A route that nothing uses may be removed. Call control forgets it with the next change of any route, and before that nobody asks for it.
grant delete on route to vsppanel_app;
