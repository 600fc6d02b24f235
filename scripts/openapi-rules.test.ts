import { createConfig, lintFromString } from '@redocly/openapi-core'
import { type RulesetDefinition, Spectral } from '@stoplight/spectral-core'
import { oas } from '@stoplight/spectral-rulesets'
import { openApiDocument } from '@streaming/trpc-router'
import { expect, test } from 'vitest'

/** The description of the API keeps the recommended rules of two linters, their warnings too. */

const description = JSON.stringify(openApiDocument)

test('Redocly’s recommended rules find nothing', async () => {
  const problems = await lintFromString({
    source: description,
    config: await createConfig({ extends: ['recommended'] }),
  })
  expect(
    problems.map(({ ruleId, message, location: [at] }) => `${ruleId} ${at?.pointer}: ${message}`),
  ).toEqual([])
})

test('Spectral’s recommended rules find nothing', async () => {
  const spectral = new Spectral()
  // Its own type of a ruleset asks for fields that its own ruleset does not have.
  spectral.setRuleset({ extends: [[oas as RulesetDefinition, 'recommended']] })
  const results = await spectral.run(description)
  expect(results.map(({ code, path, message }) => `${code} ${path.join('.')}: ${message}`)).toEqual([])
})
