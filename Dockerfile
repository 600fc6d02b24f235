# The server for a DATABASE_URL, with the programs that an operator runs beside it (npm run db:migrate, seed, simulate, operators …).

FROM node:22-bookworm-slim AS build
WORKDIR /service
COPY . .
# npm's scripts are refused by .npmrc; what is built is built by the project's own command.
RUN npm ci && npm run build && npm prune --omit=dev \
  # The prune writes the lock file anew, by whose age the programs tell whether what was made of it is old.
  && touch node_modules/.package-lock.json prisma/src/generated/client.ts apps/remix/build/.built

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /service
RUN mkdir /data && chown node:node /data
COPY --from=build /service .
USER node
# A program that would install, generate or build something fails here, where nothing can be written.
RUN npm run db:migrate -- --help
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["node", "scripts/is-ready.mjs"]
CMD ["node", "--enable-source-maps", "apps/remix/build/program/server.js"]
